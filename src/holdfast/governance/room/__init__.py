"""The meeting room: who is here, what is declared, noted, decided and voted, each at its own time."""
