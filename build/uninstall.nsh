; Removing the program withdraws everything that was agreed to. The instance that ran was ended before this, so the program that is started here opens
; the keys itself, and sends what is owed for ten seconds at most. An installer that updates removes the old version too, and withdraws nothing.
!macro customUnInstall
  ${IfNot} ${isUpdated}
    nsExec::Exec /TIMEOUT=15000 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --withdraw'
    Pop $0
  ${EndIf}
!macroend
