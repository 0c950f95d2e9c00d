"""Writes the JSON Schema of a review from the Swift types it is encoded from.

    review_schema.py [--check]    from the repository's root; --check answers 1 where the file is stale

Reads the stored properties and the cases of the types below Review in Sources/VerdictModel and
Sources/VerdictAnalysis, with their comments; what has a coding of its own is listed in SPECIAL. The
result is Sources/VerdictReports/Templates/review.schema.json, which `verdict review --schema` prints and
a test holds reviews against.
"""
import glob
import json
import re
import sys

TARGET = "Sources/VerdictReports/Templates/review.schema.json"
PLAIN = {"Int": "integer", "Int64": "integer", "UInt64": "integer", "Double": "number",
         "String": "string", "Bool": "boolean"}
SPECIAL = {
    "Day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A civil date in the company's time zone."},
    "HalfMonth": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-H[12]$",
                  "description": "A review period: 1–15, or 16 to the month's end."},
    "Cut": {"type": "string", "description": "What sums are split by: manager, source, segment …"},
    "Month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
    "Interval": {"type": "array", "minItems": 2, "maxItems": 2,
                 "items": {"type": ["number", "null"]},
                 "description": "Lower and upper end; null is unbounded."},
}
ACCESS = r"(?:package |public |private |fileprivate |indirect )*"
TYPE = re.compile(ACCESS + r"(struct|enum|extension|class|actor|final class) ([A-Za-z.]+)")
FIELD = re.compile(r"(?:package |public |private )?(?:private\(set\) )?(?:var|let) (\w+): ([^={]+?)(?: = .*)?$")


def read(path, types):
    """The types of one file: their stored properties and cases, each with its comment."""
    comment, open_types = [], []
    for line in open(path, encoding="utf-8"):
        text = line.strip()
        if text.startswith("///"):
            comment.append(text[3:].strip())
            continue
        about, comment = " ".join(comment), []
        depth = line.count("{") - line.count("}")
        found = TYPE.match(text)
        if found and "{" in line:
            name = ".".join([outer[0] for outer in open_types[-1:]] + [found[2]])
            isExtension = found[1] == "extension"
            if not isExtension:
                types.setdefault(name, {
                    "kind": found[1], "fields": [], "cases": [], "about": about.split(". ")[0],
                    "isRaw": ": String" in text})
            if depth > 0:
                open_types.append([name, depth, isExtension])
            continue
        if not open_types:
            continue
        name, level, isExtension = open_types[-1]
        if not isExtension and level == 1:
            field = FIELD.match(text)
            if field and types[name]["kind"] == "struct":
                types[name]["fields"].append((field[1], field[2].strip(), about))
            case = re.match(r"case (.+)$", text)
            if case and types[name]["kind"] == "enum":
                types[name]["cases"].append(case[1].strip())
        open_types[-1][1] += depth
        while open_types and open_types[-1][1] <= 0:
            open_types.pop()


class Schema:
    def __init__(self, types):
        self.types = types
        self.definitions = {}

    def named(self, swift, inside):
        """The full name of a type as it is written inside another one."""
        scope = inside.split(".") if inside else []
        for length in range(len(scope), -1, -1):
            name = ".".join(scope[:length] + [swift])
            if name in self.types or name in SPECIAL:
                return name
        sys.exit(f"review_schema.py: no type {swift} was found; is it one for SPECIAL?")

    def of(self, swift, scope):
        """The schema of a value of a Swift type; an optional one is simply not required."""
        swift = swift.strip().removesuffix("?")
        if swift in PLAIN:
            return {"type": PLAIN[swift]}
        if swift.startswith("["):
            inside = swift[1:-1]
            if re.match(r"[A-Za-z]+\s*:", inside):
                return {"type": "object", "additionalProperties": self.of(inside.split(":", 1)[1], scope)}
            items = self.of(inside, scope)
            if inside.endswith("?"):
                items = {"anyOf": [items, {"type": "null"}]}
            return {"type": "array", "items": items}
        if swift.startswith("Set<"):
            return {"type": "array", "items": self.of(swift[4:-1], scope)}
        name = self.named(swift, scope)
        self.define(name)
        return {"$ref": "#/$defs/" + name}

    def define(self, name):
        if name in self.definitions:
            return
        self.definitions[name] = {}
        if name in SPECIAL:
            self.definitions[name] = SPECIAL[name]
            return
        described = self.types[name]
        schema = (self.cases(described, name) if described["kind"] == "enum"
                  else self.members(described["fields"], name))
        if described["about"]:
            schema = {"description": described["about"], **schema}
        self.definitions[name] = schema

    def members(self, fields, scope):
        properties = {}
        for label, swift, about in fields:
            schema = self.of(swift, scope)
            properties[label] = {"description": about, **schema} if about else schema
        return {"type": "object", "additionalProperties": False, "properties": properties,
                "required": [label for label, swift, _ in fields if not swift.endswith("?")]}

    def cases(self, described, scope):
        """A raw case is its name; one with values an object of that name."""
        names, options = [], []
        for case in described["cases"]:
            if "(" not in case:
                names += [word.strip().strip("`").split(" =")[0] for word in case.split(",")]
                continue
            label, inside = re.match(r"`?(\w+)`?\((.*)\)$", case).groups()
            values = []
            for number, value in enumerate(re.split(r",\s*", inside)):
                key, _, swift = value.rpartition(":")
                values.append((key.strip() or f"_{number}", swift.split("=")[0].strip(), ""))
            options.append(self.only(label, self.members(values, scope)))
        if described["isRaw"]:
            return {"enum": names}
        nothing = {"type": "object", "additionalProperties": False}
        return {"oneOf": options + [self.only(label, nothing) for label in names]}

    @staticmethod
    def only(label, schema):
        return {"type": "object", "required": [label], "additionalProperties": False,
                "properties": {label: schema}}


def main():
    types = {}
    folders = ["Sources/VerdictModel", "Sources/VerdictAnalysis"]
    files = [file for folder in folders for file in glob.glob(folder + "/**/*.swift", recursive=True)]
    for file in sorted(files) + ["Sources/VerdictInference/Charts/FunnelPlot.swift"]:
        read(file, types)
    schema = Schema(types)
    schema.define("Review")
    root = schema.definitions.pop("Review")
    root["properties"]["schemaVersion"] = {"const": 1}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Verdict review",
        "description": "What `verdict review --format json` writes. Shares are of one; money is in"
                       " minor units unless it says otherwise; what is not known is absent.",
        **{key: value for key, value in root.items() if key != "description"},
        "$defs": dict(sorted(schema.definitions.items())),
    }
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    if "--check" in sys.argv:
        with open(TARGET, encoding="utf-8") as file:
            if file.read() != text:
                sys.exit(f"{TARGET} is stale: run python3 scripts/lib/review_schema.py")
        return
    with open(TARGET, "w", encoding="utf-8") as file:
        file.write(text)


main()
