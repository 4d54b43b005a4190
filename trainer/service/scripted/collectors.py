from benches.collectors import *  # noqa: F403
