# Reads `swift package describe` and then the sources it names; prints every import that the
# manifest does not declare and, for what is not a test or the program, every declared dependency
# that no source imports.

BEGIN {
  count = split("Swift Foundation FoundationEssentials FoundationInternationalization FoundationXML Glibc Musl " \
    "Darwin Dispatch Synchronization RegexBuilder Testing", words, " ")
  for (i = 1; i <= count; i++) system_module[words[i]] = 1
  # The floor of the house: neither Foundation nor what it brings.
  count = split("GSLKit VerdictInference VerdictModel", words, " ")
  for (i = 1; i <= count; i++) without_foundation[words[i]] = 1
}

/^Targets:/ { in_targets = 1; next }
/^[^ ]/ { in_targets = 0 }
!in_targets { next }

/^    Name: / { target = $2; targets[++target_count] = target; section = ""; next }
/^    Type: / { type[target] = $2; next }
/^    Path: / { path[target] = substr($0, 11); next }
/^    [A-Z][A-Za-z ]*:/ { section = $0; sub(/^ +/, "", section); sub(/:.*/, "", section); next }
/^        / {
  item = $0
  sub(/^ +/, "", item)
  if (section == "Sources") sources[target] = sources[target] item "\n"
  if (section == "Target dependencies" || section == "Product dependencies")
    declared[target, item] = 1
}

END {
  for (i = 1; i <= target_count; i++) {
    target = targets[i]
    if (type[target] == "system-target" || type[target] == "plugin") continue
    count = split(sources[target], files, "\n")
    for (j = 1; j < count; j++) read_source(path[target] "/" files[j])
    if (type[target] == "test" || type[target] == "executable") continue
    for (pair in declared) {
      split(pair, parts, SUBSEP)
      if (parts[1] == target && !((target, parts[2]) in imported))
        print "Package.swift:1: " target " declares " parts[2] " and never imports it"
    }
  }
}

function read_source(file,    line, number, module, status) {
  while ((status = (getline line < file)) > 0) {
    number++
    if (line !~ /^[ \t]*(@[A-Za-z_]+(\([^)]*\))?[ \t]+)*((public|package|internal|fileprivate|private)[ \t]+)?import[ \t]/)
      continue
    place = file ":" number ": "
    if (line ~ /@testable/) print place "@testable: tests use package access"
    module = line
    sub(/^.*import[ \t]+/, "", module)
    sub(/^(struct|class|enum|protocol|typealias|func|let|var)[ \t]+/, "", module)
    sub(/[^A-Za-z0-9_].*$/, "", module)
    imported[target, module] = 1
    if (module ~ /^Foundation/ && (target in without_foundation))
      print place target " does without " module
    else if (module == "Testing" && type[target] != "test" && target !~ /TestSupport$/)
      print place "only tests import Testing"
    else if (!(module in system_module) && !((target, module) in declared))
      print place target " imports " module ", which the manifest does not declare for it"
  }
  if (status < 0) print file ":1: cannot be read"
  close(file)
}
