#!/usr/bin/env bash
# Makes demo.vecdb from Fixtures/wordnet, asks it a few questions, and on a terminal leaves you at its prompt.
set -euo pipefail
vecdb=$1
database=${2:-demo.vecdb}
rm -f "$database" "$database-wal" "$database-shm"
"$vecdb" "$database" -X -q -v ON_ERROR_STOP=1 -f Fixtures/demo-load.sql
"$vecdb" "$database" -X -q -v ON_ERROR_STOP=1 -f Fixtures/demo.sql
if [ -t 0 ] && [ -t 1 ]; then
    echo "You are at the prompt of $database: try the statements above with other words; \\d lists the tables, \\q leaves."
    exec "$vecdb" "$database"
fi
echo "Open it with: $vecdb $database"
