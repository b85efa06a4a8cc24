"""Plans an invented world from a seed: which rows there will be, before any is written."""
