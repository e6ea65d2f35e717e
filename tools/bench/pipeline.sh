#!/usr/bin/env bash
# What one would write by hand: five checks in awk over what `aws iam get-credential-report` prints.
set -euo pipefail
base64 -d "$1" | awk -F, -v now="$2" '
  function days(date) { gsub(/[-T:Z]/, " ", date); return (now - mktime(date)) / 86400 }
  NR == 1 { next }
  $1 == "<root_account>" { if ($8 != "true") print "FAIL root-mfa"; next }
  $4 == "true" && $8 != "true" { print "FAIL console-user-mfa", $1 }
  $4 == "true" && $5 ~ /^2/ && days($5) >= 30 { print "FAIL password-last-used", $1 }
  $9 == "true" && days($10) > 90 { print "FAIL access-key-rotation", $1 " 1" }
  $14 == "true" && days($15) > 90 { print "FAIL access-key-rotation", $1 " 2" }
  $9 == "true" && $11 ~ /^2/ && days($11) >= 90 { print "FAIL access-key-last-used", $1 " 1" }
' || true
