; Links belong to the program from its installation to its removal, for whom it is installed: with the first start it would be too late for the
; link that somebody was sent, and what the program registers itself stays behind it.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\plainsight" "" "URL:Plainsight enrolment"
  WriteRegStr SHELL_CONTEXT "Software\Classes\plainsight" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\plainsight\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\plainsight\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

; Removing the program withdraws everything that was agreed to. The instance that ran was ended before this, so the program that is started here opens
; the keys itself, and sends what is owed for ten seconds at most. An installer that updates removes the old version too, and withdraws nothing.
!macro customUnInstall
  ${IfNot} ${isUpdated}
    nsExec::Exec /TIMEOUT=15000 '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --withdraw'
    Pop $0
    DeleteRegKey SHELL_CONTEXT "Software\Classes\plainsight"
  ${EndIf}
!macroend
