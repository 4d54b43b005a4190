"""The version of the product, stored with every score, and where the product lies."""
from pathlib import Path

APP_VERSION = "0.1.0"
ROOT = Path(__file__).resolve().parent.parent
