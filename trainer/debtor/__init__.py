"""The simulated debtor: hear, feel, decide, say, as one pure function of state, words and seed."""
