"""One class per job of a user: joins the rooms below and checks who may."""
