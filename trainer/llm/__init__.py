"""An OpenAI-compatible model where one is configured: it words and it helps to hear, it never decides."""
