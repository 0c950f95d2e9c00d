# Rules of ours that one line of a Swift source can break; prints FILE:LINE: what.

FNR == 1 {
  safety = -9
  name = FILENAME
  sub(/.*\//, "", name)
  if (name ~ /(Utils|Utilities|Helpers?|Common)(\+.*)?\.swift$/ || name ~ /Manager\.swift$/)
    complain("name the concept, not '" name "'")
}

/SAFETY:/ { safety = FNR }

/@unchecked Sendable|nonisolated\(unsafe\)/ && !/^[ \t]*\/\// && FNR - safety > 4 {
  complain("needs a '// SAFETY:' line just above that says why it holds")
}

/String\(format:/ && !/^[ \t]*\/\// { complain("no String(format:): the reports have one formatter") }

/^[ \t]*import[ \t]+XCTest/ { complain("tests are written with Swift Testing") }

/(Task\.sleep|Thread\.sleep|[^A-Za-z_.]u?sleep\()/ && FILENAME ~ /^Tests\// && !/^[ \t]*\/\// {
  complain("tests do not sleep")
}

function complain(what) { print FILENAME ":" FNR ": " what }
