#!/bin/sh
# The seeds as a site with a podcast.
#   scripts/demo_site.sh [FOLDER]            makes it and shows it: http://localhost:8000/
#   scripts/demo_site.sh FOLDER BASE_URL     makes it for an address on the web
set -eu
cd "$(dirname "$0")/.."
folder=${1:-demo}
audiogen=${AUDIOGEN:-audiogen}
$audiogen seeds --output "$folder" --format mp3
$audiogen publish "$folder" --base-url "${2:-http://localhost:8000/}" \
  --title "Articles to listen to" --description "The example articles of audiogen, read aloud."
if [ $# -lt 2 ]; then
  echo "http://localhost:8000/ (end it with Ctrl+C)"
  exec "${PYTHON:-python3}" -m http.server 8000 --bind 127.0.0.1 --directory "$folder"
fi
