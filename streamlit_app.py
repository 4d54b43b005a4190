"""Launches the web app: Streamlit's server over trainer/web/main.py, with the product's own routes and start-up."""
from pathlib import Path

import streamlit as st

from trainer.web.errors import unexpected
from trainer.web.lifespan import lifespan
from trainer.web.routes import routes

app = st.App(Path(__file__).parent / "trainer" / "web" / "main.py", routes=routes(), lifespan=lifespan, on_script_error=unexpected)
