"""The nouns of the trade: money, accounts, calls, what was heard, judgements, people. Imports nothing of the project but the words of the interface."""
