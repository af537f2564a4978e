@echo off
rem What a Windows computer has to say, on one where nothing of this project is installed yet: types, lint, layering, and every
rem test but those that name Linux. Nobody has run it yet; `.ci/wine` runs the same units by Node for Windows on Linux.
setlocal
cd /d "%~dp0.."
set CI=true
call npm ci --ignore-scripts --loglevel=error || exit /b 1
call npm run check --silent || exit /b 1
call npm test --silent -- test/core test/ffi test/disk test/ipc test/messages test/seal test/bucket test/agent test/viewer test/org test/web test/cli <nul
