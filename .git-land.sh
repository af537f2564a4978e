#!/bin/bash
# run in a worktree: rebase on main, check, fast-forward main. Serialised.
set -e
W=$(git rev-parse --show-toplevel); cd $W
export PATH=$W/node_modules/node/bin:$W/node_modules/.bin:$PATH
[ -z "$(git status --porcelain --untracked-files=no)" ] || { echo "commit first"; exit 1; }
B=$(git branch --show-current)
exec 9>/work/tools/land.lock
flock 9
git rebase -q main || { echo "CONFLICT: resolve, git rebase --continue, run land again"; exit 1; }
node scripts/check.ts || { echo "check failed after rebase"; exit 1; }
cd /work/main && [ -z "$(git status --porcelain --untracked-files=no)" ] || { echo "main is dirty"; exit 1; }
git merge -q --ff-only $B && echo "landed $(git log --oneline -1)"
