# Of JUnit's reports in XML, a line for each test that was skipped: its class, and why.
/<testcase / { match($0, /classname="[^"]*"/); class = substr($0, RSTART + 11, RLENGTH - 12); sub(/.*\./, "", class) }
/<skipped/ {
  reason = $0
  if (match(reason, /message="[^"]*"/)) reason = substr(reason, RSTART + 9, RLENGTH - 10)
  else if (sub(/.*<!\[CDATA\[/, "", reason)) sub(/\]\]>.*/, "", reason)
  else reason = "no reason is given"
  sub(/^[A-Za-z0-9_.]*Exception: /, "", reason)
  sub(/^Assumption failed: /, "", reason)
  sub(/^skipped: /, "", reason)
  gsub(/&#10;|&#xa;/, " ", reason); gsub(/&quot;/, "\"", reason); gsub(/&lt;/, "<", reason)
  gsub(/&gt;/, ">", reason); gsub(/&apos;/, "\047", reason); gsub(/&amp;/, "\\&", reason)
  print class ": " reason
}
