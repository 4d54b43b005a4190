"""The words of the interface: gettext catalogues with {named} slots, and formats of money, dates and numbers."""
