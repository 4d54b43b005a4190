"""The version of the product; stored with every score."""

APP_VERSION = "0.1.0"
