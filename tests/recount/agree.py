#!/usr/bin/env python3
"""Whether the program and recount.py agree on invented contests: many ties, jurors missing, seven sheets and more.

Usage: agree.py HOABAN ROUNDS. For each round a contest is drawn, its results are computed by recount.py and put into an
archive, and `hoaban recount` must find no other result. (It does find that nothing is sealed or signed: these lines are
left aside.) A result that is changed on purpose must be found, so that agreeing means something.
"""

import json
import random
import subprocess
import sys
import tempfile
import zipfile

import recount

NAMES = [
    "assignments.jsonl", "decisions.jsonl", "entries.json", "log/checkpoint.txt", "log/leaves.jsonl", "manifest.json",
    "recusals.jsonl", "regulation.json", "results.json", "roster.json", "sheets.jsonl", "signatures.txt",
]


def draw_rules(dice, position, tiers):
    criteria = []
    for n in range(dice.randint(1, 3)):
        least, step = dice.choice([(0, 1), (1, 1), (0, 5)])
        most = least + step * dice.choice([2, 4, 5])
        criteria.append(
            {"id": str(n), "name_vi": "", "name_en": "", "guide_vi": "", "guide_en": "", "least": least,
             "most": most, "step": step, "weight": dice.choice([1, 2, 40])}
        )
    ties = [f"criterion:{n}" for n in range(len(criteria))] + ["median", "lowest", "majority"]
    return {
        "category": "tho" if position == 1 else f"tho/{position}", "category_key": "", "round": "", "position": position,
        "kind": "rating", "name_vi": "", "name_en": "", "carry": 0 if position == 1 else dice.choice([0, 30, 50]),
        "gap": 0, "advance_by": "all", "advance_n": 0, "sheets_per_entry": 3, "least_sheets": dice.randint(1, 3),
        "method": dice.choice(["default", "default", "mean", "trimmed", "median"]), "ties": ties, "places": 2,
        "criteria": criteria,
        "tiers": [
            {"level": n + 1, "name_vi": "", "name_en": "", "quota": dice.randint(0, 3), "money_vnd": 0}
            for n in range(tiers)
        ],
    }


def draw_sheets(dice, round_, entries, jurors):
    assignments, recusals, sheets = [], [], []
    complete = dice.random() < 0.5
    for entry in entries:
        for juror in jurors:
            pair = {"category": round_["category"], "code": entry["code"], "juror": juror}
            fate = 0.0 if complete else dice.random()
            assignments.append(pair)
            if fate > 0.9:
                recusals.append(pair)
            elif fate < 0.8:
                marks = [dice.randint(0, (c["most"] - c["least"]) // c["step"]) for c in round_["criteria"]]
                answer = "marks" if fate < 0.7 else "abstained"
                sheets.append(
                    {**pair, "answer": answer, "marks": marks if answer == "marks" else [], "salt": None,
                     "commitment": None, "leaf": None}
                )
    return assignments, recusals, sheets


def draw(dice):
    """A contest of one round or two: rules of each, works of all, and what jurors gave."""
    last = dice.randint(1, 2)
    rounds = [draw_rules(dice, n + 1, 3 if n + 1 == last else 0) for n in range(last)]
    jurors = [f"J{n + 1}" for n in range(dice.choice([2, 3, 7, 8]))]
    entries = [
        {"category": "tho", "code": f"A{n}", "before": None, "counts": True, "authors": [f"P{dice.randint(1, 8)}"]}
        for n in range(dice.randint(2, 9))
    ]
    for round_ in rounds[1:]:
        went_on = [e for e in entries if dice.random() < 0.7] or entries[:1]
        entries = entries + [
            {**e, "category": round_["category"], "code": f"B{n}", "before": e["code"]}
            for n, e in enumerate(went_on)
        ]
    assignments, recusals, sheets = [], [], []
    for round_ in rounds:
        own = [e for e in entries if e["category"] == round_["category"]]
        for all_, drawn in zip((assignments, recusals, sheets), draw_sheets(dice, round_, own, jurors)):
            all_ += drawn
    return rounds, entries, assignments, recusals, sheets


def outcome(work, round_):
    return {
        "code": work.code, "rank": work.rank,
        "num": None if work.score is None else str(work.score.numerator),
        "den": None if work.score is None else str(work.score.denominator),
        "display": recount.shown(round_, work.score), "counted": len(work.marks), "dropped": work.dropped,
        "recused": work.recused, "abstained": work.abstained, "incomplete": work.incomplete,
        "tie_group": work.group, "step": work.step, "formula_level": work.prize,
    }


def results(rounds, entries, assignments, recusals, sheets):
    told, before = [], {}
    for round_ in rounds:
        weigh = recount.weigher(round_["criteria"])
        works, jurors = recount.gather(round_, entries, assignments, recusals, sheets)
        own = (e for e in entries if e["category"] == round_["category"])
        recount.score_all(round_, works, jurors, weigh, {e["code"]: before.get(e["before"]) for e in own})
        before = {code: work.score for code, work in works.items()}
        judged = recount.rank_all(round_, works, weigh)
        recount.give_prizes(round_, judged, 1)
        judged += sorted((w for w in works.values() if w.rank is None), key=lambda w: w.code)
        told.append((round_, [outcome(work, round_) for work in judged]))
    return told


def differences(hoaban, drawn, told):
    """The program's lines about outcomes; slots that stay empty and ties on a line are not computed in Python."""
    rounds, entries, assignments, recusals, sheets = drawn
    one = lambda value: recount.canonical(value) + b"\n"
    many = lambda values: b"".join(map(one, values))
    manifest = {"format": "hoaban-bundle-v2", "engine": "", "contest": "invented", "openness": "B", "key": "", "files": []}
    regulation = {"contest": "", "name_vi": "", "name_en": "", "prizes_per_author": 1, "rounds": rounds}
    published = {
        "rounds": [
            {"category": round_["category"], "entries": outcomes, "empty": [], "line_ties": []}
            for round_, outcomes in told
        ]
    }
    files = dict.fromkeys(NAMES, b"") | {
        "manifest.json": one(manifest), "regulation.json": one(regulation), "roster.json": one({"jurors": []}),
        "entries.json": one({"entries": entries}), "assignments.jsonl": many(assignments),
        "recusals.jsonl": many(recusals), "sheets.jsonl": many(sheets), "results.json": one(published),
    }
    with tempfile.NamedTemporaryFile(suffix=".zip") as out:
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        out.flush()
        done = subprocess.run([hoaban, "recount", "--json", out.name], capture_output=True, text=True)
    found = json.loads(done.stdout)["differences"]
    broken = [d for d in found if "cannot be" in d["what"]]
    about = [d for d in found if d["file"] == "results.json" and not d["place"].endswith(("empty", "line_ties"))]
    return broken + about


def main(hoaban, contests):
    tied = trimmed = carried = 0
    for seed in range(contests):
        drawn = draw(random.Random(seed))
        told = results(*drawn)
        outcomes = [o for _, of_round in told for o in of_round]
        tied += any(o["tie_group"] for o in outcomes)
        trimmed += any(o["dropped"] for o in outcomes)
        carried += any(round_["carry"] for round_, _ in told)
        wrong = differences(hoaban, drawn, told)
        if wrong:
            sys.exit(f"contest {seed}: {wrong[0]}")
        if seed % 10 == 0:
            outcomes[-1]["counted"] += 1
            if not differences(hoaban, drawn, told):
                sys.exit(f"contest {seed}: a changed result is not found")
    if not (tied and trimmed and carried):
        sys.exit("no contest had a tie, or none left sheets out, or none carried a score")
    print(
        f"{contests} invented contests agree, {tied} of them with ties, {trimmed} with sheets left out, "
        f"{carried} with scores of the round before"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
