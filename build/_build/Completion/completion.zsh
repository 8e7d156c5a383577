# Completes ./build.sh in zsh. Printed by: ./build.sh Completion --shell zsh
_slipway_build() {
    local root=${~words[1]:h}
    local -a targets parameters
    targets=(
@TARGETS@
    )
    parameters=(
@PARAMETERS@
    )
    case $words[CURRENT-1] in
        --env) compadd -- $root/k8s/overlays/*(/N:t) ;;
@CHOICES@
        @TEXTS@) _files ;;
        *)
            if [[ $words[CURRENT] == -* ]]; then
                _describe parameter parameters
            else
                _describe target targets
            fi
            ;;
    esac
}
compdef _slipway_build build.sh
