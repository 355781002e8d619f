"""The syntax of ads.txt (IAB Tech Lab, "Ads.txt Specification", version 1.1). Pure.

A line is a record `domain, account, DIRECT or RESELLER, certification id` (the last may be absent), a variable
`NAME=value`, or a comment; what follows `#` is a comment, what follows `;` an extension.
"""

import re

VARIABLES = frozenset({"contact", "subdomain", "inventorypartnerdomain", "ownerdomain", "managerdomain"})
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+", re.IGNORECASE)


def fault_in(text: str) -> str | None:
    """What is wrong with an ads.txt, in a sentence that names the line; None where it is right."""
    for number, line in enumerate(text.splitlines(), 1):
        fault = _fault_in_line(line.partition("#")[0].partition(";")[0].strip())
        if fault:
            return f"line {number} ({line.strip()[:60]}): {fault}"
    return None


def _fault_in_line(line: str) -> str | None:
    if not line:
        return None
    name, equals, value = line.partition("=")
    if equals and "," not in name:
        return _fault_in_variable(name.strip(), value.strip())
    return _fault_in_record([field.strip() for field in line.split(",")])


def _fault_in_variable(name: str, value: str) -> str | None:
    if name.lower() not in VARIABLES:
        return f'"{name}" is no variable of ads.txt'
    if not value:
        return f"{name} has no value"
    if name.lower() != "contact" and not _DOMAIN.fullmatch(value.partition(",")[0].strip()):
        return f'"{value}" is not a domain'
    return None


def _fault_in_record(fields: list[str]) -> str | None:
    if len(fields) not in {3, 4}:
        return "a record has three or four fields with commas between"
    domain, account, relation, *rest = fields
    if not _DOMAIN.fullmatch(domain):
        return f'"{domain}" is not a domain'
    if not account or re.search(r"\s", account):
        return "the account's number is missing or holds a blank"
    if relation.upper() not in {"DIRECT", "RESELLER"}:
        return f'"{relation}" is neither DIRECT nor RESELLER'
    if rest and not re.fullmatch(r"[A-Za-z0-9-]+", rest[0]):
        return f'"{rest[0]}" is not the id of a certification authority'
    return None
