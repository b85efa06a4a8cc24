"""A child's reference: the only thing that stands for a child in addresses, messages and obligations."""

import secrets

# No vowels, so that no word comes of it, and nothing that is misread for another: 0 O 1 I L S 5 B 8.
ALPHABET = "234679CDFGHJKMNPQRTVWXY"
LENGTH = 5


def new_reference() -> str:
    """Five random letters and digits, such as `K7F3Q`; says nothing about the child."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
