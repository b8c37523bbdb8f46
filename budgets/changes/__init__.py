"""What changed between two versions of a budget: a draft and the live version, or a year and the year before.

A version is given as entries, one for each thing that it says: a cell, a name, a paragraph. These rules alone
decide what counts as the same:

- Words are the same when only white space differs; names also when only the width of brackets differs.
- An amount is the same when its yuan and its printed digits agree; separators and spaces do not count. The same
  yuan in other digits (37.9 and 37.90, or 元 and 万元) is a change of print only, which moves no money.
- What was not read in one of the two versions, or may not have been, is neither new nor gone nor changed there.
- The ends of paragraphs are layout: the same words divided into other paragraphs are the same.
"""

from budgets.changes.entries import (
    NAME,
    Change,
    ChangeKind,
    Entry,
    EntryPlace,
    Group,
    Part,
    PlainLine,
    PlainPart,
    PlainStatement,
    definition_entries,
    is_same,
    line_entries,
    numbered,
    official_order,
    paragraph_entries,
    same_name,
    statement_entries,
    table_name,
)
from budgets.changes.items import ItemChange, ItemStanding, by_item
from budgets.changes.pairing import compare, paired
from budgets.changes.spans import TextSpan, spans
