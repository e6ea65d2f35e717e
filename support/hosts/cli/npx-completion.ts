// Each passes the command line on to iamspec's own completion, without its first word.
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `
# npx iamspec
__npx_iamspec_complete() {
    [[ \${COMP_WORDS[1]} == iamspec ]] || return
    local line="iamspec\${COMP_LINE#*iamspec}"
    COMP_POINT=$((COMP_POINT - \${#COMP_LINE} + \${#line}))
    COMP_LINE=$line
    COMP_WORDS=("\${COMP_WORDS[@]:1}")
    COMP_CWORD=$((COMP_CWORD - 1))
    __iamspec_complete
}
complete -o default -F __npx_iamspec_complete npx
`,
  zsh: `
# npx iamspec
_npx_iamspec() {
    if [[ \${words[2]} == iamspec ]] && (( CURRENT > 2 )); then
        shift words
        (( CURRENT-- ))
        _iamspec
    else
        _default
    fi
}
compdef _npx_iamspec npx
`,
  fish: `
# npx iamspec
function __npx_iamspec_complete
    set -l args (commandline -opc)
    npx iamspec complete -- $args[3..-1] (commandline -ct) 2> /dev/null | string match -v -r '^:\\d+$'
end
complete -c npx -n 'set -l words (commandline -opc); test "$words[2]" = iamspec' -f -a '(__npx_iamspec_complete)'
`,
  // Its completer takes a command's words from what it is given: one without the first will do.
  powershell: `
# npx iamspec
Register-ArgumentCompleter -Native -CommandName 'npx' -ScriptBlock {
    param($WordToComplete, $CommandAst, $CursorPosition)
    $Elements = $CommandAst.CommandElements
    if ($Elements.Count -lt 2 -or "$($Elements[1])" -ne 'iamspec') { return }
    $Shifted = @{ CommandElements = @($Elements | Select-Object -Skip 1) }
    & $__iamspecCompleterBlock $WordToComplete $Shifted ($CursorPosition - $Elements[1].Extent.StartOffset)
}
`,
};

/** What a shell needs besides, to complete `npx iamspec` too. */
export function npxCompletion(shell: string): string {
  return Object.hasOwn(SCRIPTS, shell) ? (SCRIPTS[shell] ?? '') : '';
}
