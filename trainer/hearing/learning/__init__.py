"""How the weights of the learning part are made from the corpus; needed only to make them, never to hear."""
