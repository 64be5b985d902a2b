#!/usr/bin/env bash
# Fetches the free Fandol typefaces in which letters are set until the office has its own.
# Usage: get_fonts.sh FOLDER. Optional: without network or Debian's tools it says nothing and changes nothing.
set -uo pipefail
folder=${1:?usage: get_fonts.sh FOLDER}
[ -e "$folder/FandolFang-Regular.otf" ] && exit 0
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || exit 0
work=$(mktemp -d) || exit 0
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 0
timeout 120 apt-get download -qq texlive-lang-chinese >/dev/null 2>&1 || exit 0
mkdir unpacked
dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb 2>/dev/null | tar -x -C unpacked --wildcards '*/Fandol*.otf' 2>/dev/null || exit 0
mkdir -p "$folder"
for face in FandolSong-Regular FandolSong-Bold FandolHei-Regular FandolKai-Regular FandolFang-Regular; do
  found=$(find unpacked -name "$face.otf" -print -quit)
  [ -n "$found" ] && mv "$found" "$folder/"
done
exit 0
