#!/usr/bin/env python3
"""Counts a verification bundle again. Shares no code with the program; needs nothing but Python's own library.

Usage: recount.py bundle.zip. Prints what differs; exit code 0 where everything follows, 3 where something differs.
Checks hashes of files, the log's root, sealed sheets, seals of rounds, places, ties and prizes. It checks no Ed25519
signature, for the standard library has none: `hoaban recount` does.
"""

import base64
import hashlib
import json
import sys
import zipfile
from fractions import Fraction
from itertools import groupby

differences = []


def differ(file, what):
    differences.append(f"{file}: {what}")


def canonical(value):
    # equal to RFC 8785 for the strings, whole numbers, booleans and nulls of a bundle, whose keys are ASCII
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves):
    """RFC 9162, 2.1.1, without recursion: equal neighbours join as in a binary counter."""
    if not leaves:
        return sha256()
    stack = []
    for leaf in leaves:
        size = 1
        while stack and stack[-1][0] == size:
            leaf = sha256(b"\x01", stack.pop()[1], leaf)
            size *= 2
        stack.append((size, leaf))
    while len(stack) > 1:
        right = stack.pop()[1]
        size, left = stack.pop()
        stack.append((size, sha256(b"\x01", left, right)))
    return stack[0][1]


def leaf_of(event):
    details = hashlib.sha256(event["details"].encode()).hexdigest()
    body = ["event-leaf-v1", event["seq"], event["at"], event["kind"], details, event["hash"]]
    return sha256(b"\x00", canonical(body))


def check_files(archive):
    files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    for listed in manifest["files"]:
        content = files.get(listed["name"])
        if content is None or hashlib.sha256(content).hexdigest() != listed["sha256"]:
            differ(listed["name"], "is not the file that the manifest names")
    named = {listed["name"] for listed in manifest["files"]} | {"manifest.json", "signatures.txt"}
    for name in files.keys() - named:
        differ(name, "does not belong to the bundle")
    return files, manifest


def lines(content):
    return [json.loads(line) for line in content.decode().splitlines()]


def check_log(leaves, checkpoint):
    for number, leaf in enumerate(leaves, 1):
        event = leaf["event"]
        if event and (event["seq"] != number or leaf_of(event).hex() != leaf["leaf"]):
            differ("log/leaves.jsonl", f"line {number}: not the event of the leaf")
    told = checkpoint.split("\n")
    made = base64.b64encode(root([bytes.fromhex(leaf["leaf"]) for leaf in leaves])).decode()
    if told[1:3] != [str(len(leaves)), made]:
        differ("log/checkpoint.txt", "signs another log")


def details(leaves, kind):
    events = (leaf["event"] for leaf in leaves if leaf["event"])
    return [(e["seq"], json.loads(e["details"])) for e in events if e["kind"] == kind]


def check_sheets(sheets, leaves, roster, rounds):
    sealed = {c: seq - 1 for seq, d in details(leaves, "sheets.locked") for c in d["commitments"]}
    keys = {juror["juror"]: juror["key"] for juror in roster["jurors"]}
    for sheet in sheets:
        place = f"{sheet['category']} {sheet['code']} {sheet['juror']}"
        commitment = sheet["commitment"]
        if commitment is None:
            continue
        if sealed.pop(commitment, None) != sheet["leaf"]:
            differ("sheets.jsonl", f"{place}: the log has no such commitment")
        if sheet["answer"] == "withheld":
            continue
        body = {
            "answer": sheet["answer"],
            "code": sheet["code"],
            "juror": keys.get(sheet["juror"]),
            "marks": sheet["marks"],
            "round": rounds[sheet["category"]]["round"],
        }
        if sha256(b"sheet-v1", bytes.fromhex(sheet["salt"]), canonical(body)).hex() != commitment:
            differ("sheets.jsonl", f"{place}: is not the sheet that was sealed")
    for commitment in sealed:
        differ("sheets.jsonl", f"the sheet with the commitment {commitment} is missing")
    seals = {d["round"]: d["seal"] for _, d in details(leaves, "round.closed")}
    for round_ in rounds.values():
        own = (s["commitment"] for s in sheets if s["category"] == round_["category"])
        own = sorted(bytes.fromhex(c) for c in own if c)
        if sha256(*own).hex() != seals.get(round_["round"]):
            differ("sheets.jsonl", f"{round_['category']}: not the sheets under the seal of the round")


class Work:
    """What the sheets say of one work."""

    def __init__(self, code, authors):
        self.code, self.authors = code, authors
        self.marks = {}  # juror: steps
        self.recused = self.abstained = self.incomplete = 0
        self.score = self.rank = self.group = self.prize = None
        self.dropped, self.step = 0, "unresolved"

    def totals(self, weigh):
        return sorted(weigh(steps) for steps in self.marks.values())


def weigher(criteria):
    """A sheet's share of all points, exactly."""
    steps = [(c["most"] - c["least"]) // c["step"] for c in criteria]
    whole = sum(c["weight"] for c in criteria)
    return lambda marks: sum(
        Fraction(c["weight"] * k, whole * n) for c, n, k in zip(criteria, steps, marks)
    )


def gather(round_, entries, assignments, recusals, sheets):
    slug = round_["category"]
    works = {e["code"]: Work(e["code"], e["authors"]) for e in entries if e["category"] == slug and e["counts"]}
    stepped_back = {(p["code"], p["juror"]) for p in recusals if p["category"] == slug}
    given = {(s["code"], s["juror"]): s for s in sheets if s["category"] == slug}
    jurors = set()
    for pair in assignments:
        work = works.get(pair["code"])
        if pair["category"] != slug or work is None:
            continue
        jurors.add(pair["juror"])
        key = (pair["code"], pair["juror"])
        sheet = given.get(key)
        if key in stepped_back:
            work.recused += 1
        elif sheet is None:
            work.incomplete += 1
        elif sheet["answer"] == "abstained":
            work.abstained += 1
        else:
            work.marks[pair["juror"]] = sheet["marks"]
    return works, jurors


def middle(totals):
    return (totals[(len(totals) - 1) // 2] + totals[len(totals) // 2]) / 2


def score_all(round_, works, jurors, weigh, earlier):
    """`earlier` gives the score in the round before, which counts `carry` percent."""
    method, carry = round_["method"], round_["carry"]
    if method == "default":
        full = all(len(w.marks) >= 7 and len(w.marks) + w.recused == len(jurors) for w in works.values())
        method = "trimmed" if full else "mean"
    for work in works.values():
        totals = work.totals(weigh)
        if not totals or len(totals) < round_["least_sheets"]:
            continue
        if method == "trimmed" and len(totals) >= 5:
            work.dropped, totals = 2, totals[1:-1]
        work.score = middle(totals) if method == "median" else sum(totals) / len(totals)
        if carry and earlier.get(work.code) is not None:
            work.score = ((100 - carry) * work.score + carry * earlier[work.code]) / 100


def key_of(step, group, work, weigh):
    """What a step of the chain compares in a tied group; more is better."""
    totals = work.totals(weigh)
    if step.startswith("criterion:"):
        index = int(step.split(":")[1])
        return Fraction(sum(marks[index] for marks in work.marks.values()), len(work.marks))
    if step == "median":
        return totals[(len(totals) - 1) // 2] + totals[len(totals) // 2]
    if step == "lowest":
        return totals[0]
    if len(group) != 2:  # of three or more, preferences may run in a circle
        return 0
    other = group[1] if group[0] is work else group[0]
    both = work.marks.keys() & other.marks.keys()
    return sum(weigh(work.marks[j]) > weigh(other.marks[j]) for j in both)


def part(group, chain, place, weigh):
    """Gives places within a tied group."""
    if not chain:
        for work in group:
            work.rank = place
        return
    step, rest = chain[0], chain[1:]
    keys = {work.code: key_of(step, group, work, weigh) for work in group}
    ordered = sorted(group, key=lambda w: w.code)
    ordered.sort(key=lambda w: keys[w.code], reverse=True)
    for _, equal in groupby(ordered, key=lambda w: keys[w.code]):
        equal = list(equal)
        if len(equal) == 1 and len(group) > 1:
            equal[0].rank, equal[0].step = place, step
        else:
            part(equal, rest, place, weigh)
        place += len(equal)


def rank_all(round_, works, weigh):
    judged = sorted((w for w in works.values() if w.score is not None), key=lambda w: (-w.score, w.code))
    place, groups = 1, 0
    for _, tied in groupby(judged, key=lambda w: w.score):
        tied = list(tied)
        if len(tied) == 1:
            tied[0].rank, tied[0].step = place, "score"
        else:
            groups += 1
            for work in tied:
                work.group = groups
            part(tied, round_["ties"], place, weigh)
        place += len(tied)
    judged.sort(key=lambda w: (w.rank, w.code))
    return judged


def give_prizes(round_, judged, cap):
    """Tier by tier, slot by slot: the best work left whose authors have fewer prizes than the cap."""
    prizes = {}
    for tier in sorted(round_["tiers"], key=lambda t: t["level"]):
        for _ in range(tier["quota"]):
            free = (
                w for w in judged if w.prize is None and all(prizes.get(a, 0) < cap for a in w.authors)
            )
            winner = next(free, None)
            if winner is None:
                break
            winner.prize = tier["level"]
            for author in winner.authors:
                prizes[author] = prizes.get(author, 0) + 1


def shown(round_, score):
    """The score on the shown range, rounded half away from zero."""
    if score is None:
        return ""
    scales = {(c["least"], c["most"]) for c in round_["criteria"]}
    least, most = scales.pop() if len(scales) == 1 else (0, 100)
    unit = 10 ** round_["places"]
    scaled = (least + score * (most - least)) * unit
    whole = abs(scaled)
    number = (2 * whole.numerator + whole.denominator) // (2 * whole.denominator)
    text = f"{number // unit}.{number % unit:0{round_['places']}d}" if round_["places"] else str(number)
    return ("-" if scaled < 0 and number else "") + text


def compare(round_, works, published):
    for outcome in published["entries"]:
        work = works.pop(outcome["code"], None)
        if work is None:
            differ("results.json", f"{round_['category']} {outcome['code']}: no such work")
            continue
        computed = {
            "rank": work.rank,
            "num": None if work.score is None else str(work.score.numerator),
            "den": None if work.score is None else str(work.score.denominator),
            "display": shown(round_, work.score),
            "counted": len(work.marks),
            "dropped": work.dropped,
            "recused": work.recused,
            "abstained": work.abstained,
            "incomplete": work.incomplete,
            "tie_group": work.group,
            "step": work.step,
            "formula_level": work.prize,
        }
        for field, value in computed.items():
            if outcome[field] != value:
                differ(
                    "results.json",
                    f"{round_['category']} {outcome['code']}, {field}: says {outcome[field]}, computed {value}",
                )
    for code in works:
        differ("results.json", f"{round_['category']} {code}: is missing")


def goes_on(round_, work):
    """What the rule of a round says of a work."""
    by, n = round_["advance_by"], round_["advance_n"]
    if by in ("all", "hand"):
        return by == "all"
    if by == "top":
        return work.rank is not None and work.rank <= n
    if by == "points":
        scales = {(c["least"], c["most"]) for c in round_["criteria"]}
        least, most = scales.pop() if len(scales) == 1 else (0, 100)
        return work.score is not None and least + work.score * (most - least) >= n
    most = [(c["most"] - c["least"]) // c["step"] for c in round_["criteria"]]
    return work.rank is not None and sum(marks == most for marks in work.marks.values()) >= n


def check_advanced(rounds, entries, decisions, counted):
    told = {(d["category"], d["code"]): d for d in decisions if d["kind"] == "advanced"}
    for (name, code), line in told.items():
        if line["passes"] != line["by_rule"] and not line["reason"]:
            differ("decisions.jsonl", f"{name} {code}: departs from the rule without a reason")
        if name in counted and counted[name][code] != line["by_rule"]:
            differ("decisions.jsonl", f"{name} {code}: the rule of the round says otherwise")
    for entry in entries:
        round_ = rounds[entry["category"]]
        before = name_before(rounds, round_)
        if before and not told.get((before, entry["before"]), {}).get("passes"):
            differ("entries.json", f"{entry['category']} {entry['code']}: did not go on from the round before")


def name_before(rounds, round_):
    for name, other in rounds.items():
        if (other["category_key"], other["position"] + 1) == (round_["category_key"], round_["position"]):
            return name
    return None


def check_decisions(decisions, results, leaves):
    signed = details(leaves, "decision.signed_by_organiser")
    if not signed or signed[-1][1]["digest"] != decisions[0]["digest"]:
        differ("decisions.jsonl", "not the digest that was signed")
    outcomes = {(r["category"], o["code"]): o for r in results["rounds"] for o in r["entries"]}
    for award in (d for d in decisions if d["kind"] == "award"):
        outcome = outcomes.get((award["category"], award["code"]))
        place = f"{award['category']} {award['code']}"
        if outcome is None or (outcome["rank"], outcome["display"], outcome["formula_level"]) != (
            award["rank"],
            award["score"],
            award["formula_level"],
        ):
            differ("decisions.jsonl", f"{place}: not what the results say")
        if award["level"] != award["formula_level"] and not award["reason"]:
            differ("decisions.jsonl", f"{place}: departs from the formula without a reason")


def main(path):
    with zipfile.ZipFile(path) as archive:
        files, manifest = check_files(archive)
    load = lambda name: json.loads(files[name])
    regulation, results = load("regulation.json"), load("results.json")
    rounds = {r["category"]: r for r in regulation["rounds"]}
    leaves, sheets = lines(files["log/leaves.jsonl"]), lines(files["sheets.jsonl"])
    check_log(leaves, files["log/checkpoint.txt"].decode())
    check_sheets(sheets, leaves, load("roster.json"), rounds)
    entries, decisions = load("entries.json")["entries"], lines(files["decisions.jsonl"])
    scores, counted = {}, {}
    if manifest["openness"] != "C":
        assignments, recusals = lines(files["assignments.jsonl"]), lines(files["recusals.jsonl"])
        for published in results["rounds"]:
            round_ = rounds[published["category"]]
            weigh = weigher(round_["criteria"])
            works, jurors = gather(round_, entries, assignments, recusals, sheets)
            before = scores.get(name_before(rounds, round_), {})
            own = (e for e in entries if e["category"] == round_["category"])
            score_all(round_, works, jurors, weigh, {e["code"]: before.get(e["before"]) for e in own})
            scores[round_["category"]] = {code: work.score for code, work in works.items()}
            judged = rank_all(round_, works, weigh)
            counted[round_["category"]] = {code: goes_on(round_, work) for code, work in works.items()}
            give_prizes(round_, judged, regulation["prizes_per_author"])
            compare(round_, works, published)
    check_decisions(decisions, results, leaves)
    check_advanced(rounds, entries, decisions, counted)
    for difference in differences:
        print(difference)
    works = sum(len(r["entries"]) for r in results["rounds"])
    print(f"{manifest['contest']}: {works} works, {len(sheets)} sheets, {len(differences)} differences")
    return 3 if differences else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
