; The installer: for one user, without an administrator, in Simplified Chinese.
; cargo xtask dist windows gives VERSION, ID (the program's, as in tauri.conf.json), STAGE (the folder of files), ICON,
; PICTURE (the same as a PNG), SIDE (the picture of the first page) and OUT.
; Silent: /S. The uninstaller keeps the data; silent and with /DELETEDATA it does not.

; Of 64 bits like the program: another Windows refuses it by itself.
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma

!define NAME "山城月报"
!define PROGRAM "山城月报.exe"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\yuebao"
; Windows shows no notification of a program that is not written down here; notify-rust gives the same name.
!define NOTIFIER "Software\Classes\AppUserModelId\${ID}"
; The handover files. Where another program opens them already, it goes on to; ours is then in its 打开方式.
!define ENDING "Software\Classes\.yuebao"
!define KIND "yuebao.handover"
!define WEBVIEW "{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}"
!define WEBVIEW_INSTALLER "MicrosoftEdgeWebView2RuntimeInstallerX64.exe"
; Where the core keeps the data: directories::ProjectDirs of "yuebao".
!define DATA "$LOCALAPPDATA\yuebao"
; Where the web view keeps what can be made again.
!define CACHE "$LOCALAPPDATA\${ID}"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\yuebao"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING

!define MUI_WELCOMEPAGE_TITLE "安装${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "只给当前用户安装，不需要管理员。$\r$\n$\r$\n装过旧版的直接安装就是升级，填过的数和备份都不动。$\r$\n$\r$\n安装前请先关闭正在运行的${NAME}。"
!insertmacro MUI_PAGE_WELCOME
Page custom WebViewPage
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "${NAME}已经装好"
!define MUI_FINISHPAGE_TEXT "以后从“开始”菜单或桌面打开。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${NAME}"
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.DataPage un.DataChosen
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "SimpChinese"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileDescription" "${NAME}安装程序"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_SIMPCHINESE} "LegalCopyright" "MIT OR Apache-2.0"

; 1 if the data are to go with the program.
Var DeleteData
Var Box

; ---- before anything is written

Function .onInit
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "已经装了更新的 $0 版，这是 ${VERSION} 版。$\r$\n$\r$\n旧版打不开新版保存的数据。仍要换成旧版吗？" /SD IDNO IDYES older
      SetErrorLevel 4
      Quit
      older:
    ${EndIf}
  ${EndIf}
FunctionEnd

; Windows lets nobody write to a program that runs. Where it runs, $1 is what it is called.
!macro NameIfOpen FILE CALLED
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      StrCpy $1 "${CALLED}"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

!macro WaitUntilClosed UN
Function ${UN}WaitUntilClosed
  again:
  StrCpy $1 ""
  !insertmacro NameIfOpen "${PROGRAM}" "${NAME}"
  !insertmacro NameIfOpen "yuebao.exe" "命令行 yuebao"
  ${If} $1 != ""
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$1 还开着。请先关闭它（填的数已经保存），再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 5
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; ---- the web view

; $0 is its version, empty where it is not there.
Function FindWebView
  StrCpy $0 ""
  ReadRegStr $0 HKLM "SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\${WEBVIEW}" "pv"
  ${If} $0 == ""
  ${OrIf} $0 == "0.0.0.0"
    ReadRegStr $0 HKCU "Software\Microsoft\EdgeUpdate\Clients\${WEBVIEW}" "pv"
  ${EndIf}
  ${If} $0 == "0.0.0.0"
    StrCpy $0 ""
  ${EndIf}
FunctionEnd

Function WebViewPage
  Call FindWebView
  ${If} $0 != ""
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "还缺一样：WebView2 运行时" "${NAME}的窗口要用它显示"
  nsDialogs::Create 1018
  Pop $0
  ${If} ${FileExists} "$EXEDIR\${WEBVIEW_INSTALLER}"
    ${NSD_CreateLabel} 0 0 100% 40u "这台电脑没有 Microsoft Edge WebView2 运行时。$\r$\n它的离线安装程序就在本安装程序旁边，点下面的按钮安装，大约一分钟。"
    Pop $0
    ${NSD_CreateButton} 0 46u 50% 16u "现在安装 WebView2(&W)"
    Pop $Box
    ${NSD_OnClick} $Box InstallWebView
  ${Else}
    ${NSD_CreateLabel} 0 0 100% 110u "这台电脑没有 Microsoft Edge WebView2 运行时。可以先装${NAME}，但装好它以前窗口打不开。$\r$\n$\r$\n请这样做：$\r$\n1. 请单位的网管，或在能上网的电脑上，从微软网站下载“WebView2 运行时”的独立安装程序（x64）；$\r$\n2. 把它放在本安装程序旁边，文件名是$\r$\n    ${WEBVIEW_INSTALLER}$\r$\n3. 重新运行本安装程序，这一页会出现安装它的按钮；直接双击它也可以。$\r$\n$\r$\nWindows 11 和更新过的 Windows 10 自带这个运行时。"
    Pop $0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function InstallWebView
  Pop $0
  EnableWindow $Box 0
  ExecWait '"$EXEDIR\${WEBVIEW_INSTALLER}" /silent /install' $1
  Call FindWebView
  ${If} $0 == ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "WebView2 没有装上（代码 $1）。可以先装${NAME}；请单位的网管帮忙装好 WebView2，再打开它。"
    EnableWindow $Box 1
  ${Else}
    MessageBox MB_OK "WebView2 已经装好，请点“下一步”。"
  ${EndIf}
FunctionEnd

; ---- installing

; Has the file manager look anew at what opens what: SHCNE_ASSOCCHANGED.
!macro TellOfKinds
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  Call WaitUntilClosed
  ; Nobody is there to press the button.
  ${If} ${Silent}
    Call FindWebView
    ${If} $0 == ""
    ${AndIf} ${FileExists} "$EXEDIR\${WEBVIEW_INSTALLER}"
      ExecWait '"$EXEDIR\${WEBVIEW_INSTALLER}" /silent /install'
      Call FindWebView
      ${If} $0 == ""
        SetErrorLevel 6
      ${EndIf}
    ${EndIf}
  ${EndIf}

  SetOutPath "$INSTDIR"
  SetOverwrite on
  File "${STAGE}\${PROGRAM}"
  File "${STAGE}\yuebao.exe"
  File "${STAGE}\yuebao.dll"
  File "${STAGE}\WebView2Loader.dll"
  File "${STAGE}\LICENSE-MIT.txt"
  File "${STAGE}\LICENSE-APACHE.txt"
  File "${STAGE}\third-party-licences.txt"
  File "/oname=icon.png" "${PICTURE}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${NOTIFIER}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${NOTIFIER}" "IconUri" "$INSTDIR\icon.png"

  WriteRegStr HKCU "Software\Classes\${KIND}" "" "${NAME}交接文件"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${ENDING}\OpenWithProgids" "${KIND}" ""
  ReadRegStr $0 HKCU "${ENDING}" ""
  ReadRegStr $1 HKLM "${ENDING}" ""
  ${If} "$0$1" == ""
    WriteRegStr HKCU "${ENDING}" "" "${KIND}"
  ${EndIf}
  !insertmacro TellOfKinds

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

; ---- taking it away

Function un.onInit
  StrCpy $DeleteData 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DELETEDATA" $1
  ${IfNot} ${Errors}
    StrCpy $DeleteData 1
  ${EndIf}
FunctionEnd

Function un.DataPage
  !insertmacro MUI_HEADER_TEXT "卸载${NAME}" "填过的数默认保留"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 48u "点“卸载”去掉程序。填过的月份、报送的存档和备份都留在：$\r$\n${DATA}$\r$\n以后再装，打开就能接着用。"
  Pop $0
  ${NSD_CreateCheckbox} 0 56u 100% 12u "同时删除全部数据和备份（删了找不回来）"
  Pop $Box
  nsDialogs::Show
FunctionEnd

Function un.DataChosen
  ${NSD_GetState} $Box $0
  ${If} $0 == ${BST_CHECKED}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "真的删除填过的全部月份、报送的存档和备份吗？删了找不回来。" IDYES certain
    Abort
    certain:
    StrCpy $DeleteData 1
  ${Else}
    StrCpy $DeleteData 0
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  ; By name: whatever else somebody has put into the folder stays.
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\yuebao.exe"
  Delete "$INSTDIR\yuebao.dll"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE-MIT.txt"
  Delete "$INSTDIR\LICENSE-APACHE.txt"
  Delete "$INSTDIR\third-party-licences.txt"
  Delete "$INSTDIR\icon.png"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  RMDir /r "${CACHE}"
  ${If} $DeleteData == 1
    RMDir /r "${DATA}"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  DeleteRegValue HKCU "${ENDING}\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${ENDING}\OpenWithProgids"
  ReadRegStr $0 HKCU "${ENDING}" ""
  ${If} $0 == "${KIND}"
    DeleteRegValue HKCU "${ENDING}" ""
    StrCpy $0 ""
  ${EndIf}
  ${If} $0 == ""
    DeleteRegKey /ifempty HKCU "${ENDING}"
  ${EndIf}
  !insertmacro TellOfKinds
  DeleteRegKey HKCU "${NOTIFIER}"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
