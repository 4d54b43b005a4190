"""The web frame: sign-in, language, navigation, health, and the widgets that every screen shares. Decides nothing of the trade."""
