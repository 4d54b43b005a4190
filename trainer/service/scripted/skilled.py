from benches.skilled import *  # noqa: F403
