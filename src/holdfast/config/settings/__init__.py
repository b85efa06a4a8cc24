"""Settings: `base` holds what is always so; `demo`, `test` and `production` say what differs."""
