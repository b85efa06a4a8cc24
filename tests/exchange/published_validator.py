"""Runs in the published validator's own environment: which rules do the Missing rows of a return break?

`python published_validator.py FOLDER YEAR`: the CSV files of a folder, judged for the year that ends in YEAR.
Each rule is asked by itself: its rules write into tables that they share, and then find each other's writing.
"""

import json
import logging
import sys
from pathlib import Path

from lac_validator.lac_validator import LacValidator
from lac_validator.rules.ruleset_utils import get_year_ruleset

logging.disable(logging.CRITICAL)
folder, year = Path(sys.argv[1]), sys.argv[2]
files = [
    {"name": file.name, "description": "This year", "file_content": file.read_bytes()}
    for file in sorted(folder.glob("*.csv"))
]
registry = get_year_ruleset(year)
asked = [code for code, rule in registry.items() if "Missing" in (rule.tables or ())]


def is_broken(code: str) -> bool:
    """Whether any row of Missing breaks the rule."""
    metadata = {"collectionYear": year, "localAuthority": "E10000032"}
    found = LacValidator(metadata=metadata, files=files, registry=registry, selected_rules=[code])
    if found.fails or found.skips:
        raise SystemExit(f"rule {code} could not be asked")
    table = found.ds_results["Missing"]
    return f"ERR_{code}" in table and bool(table[f"ERR_{code}"].fillna(False).any())


broken = [code for code in asked if is_broken(code)]
sys.stdout.write(json.dumps({"broken": broken, "asked": asked}))
