from benches.collector_lines import *  # noqa: F403
