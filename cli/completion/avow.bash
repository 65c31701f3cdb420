# bash completion for avow
_avow() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} options=''
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ] || { [ "$command" = help ] && [ "$COMP_CWORD" = 2 ]; }; then
        mapfile -t COMPREPLY < <(compgen -W 'extract read add search who threads drift verify export serve eval model help version' -- "$word")
        return
    fi
    case $before in
        --from) options='auto text jsonl html warc' ;;
        --format) case $command in extract) options='text jsonl html brat webannotation csv conll jsonld citron' ;; export) options='brat webannotation csv conll jsonld citron' ;; read) options='text jsonl markdown' ;; add | who | threads | drift | verify) options='text jsonl' ;; search) options='text jsonl csv' ;; *) options='text json' ;; esac ;;
        --offsets) options='codepoints bytes utf16' ;;
        --color) options='auto always never' ;;
        --kernel) options=$(avow model info --format text 2>/dev/null | sed -n 's/^  kernel sets *\(.*\) (.*/\1/p') ;;
        --log) options='text json' ;;
        --jobs | -j) options="0 1 2 4 8" ;;
        --act) options='state deny accuse criticize support promise request ask predict admit warn believe' ;;
        --max-bytes | --limit | --like | --about | --outlet | --since | --until | --speaker | --listen) return ;;
    esac
    if [ -n "$options" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
    fi
    case $command in
        extract) options='--from --format --offsets --jobs --output --resume --color --max-bytes --model --kernel --help' ;;
        read) options='--from --format --jobs --output --resume --help' ;;
        add) options='--store --from --format --jobs --output --max-bytes --model --kernel --help' ;;
        search) options='--store --like --speaker --about --act --outlet --since --until --anonymous --limit --format --offsets --output --help' ;;
        who) options='--store --merge --split --format --output --help' ;;
        threads) options='--store --speaker --since --until --limit --format --offsets --output --help' ;;
        drift) options='--store --speaker --since --until --limit --format --color --output --help' ;;
        verify) options='--store --speaker --draft --from --format --offsets --color --output --model --help' ;;
        export) options='--store --format --output --help' ;;
        serve) options='--store --listen --token-file --open --model --jobs --log --help' ;;
        eval) options='--format --speakers --jobs --model --kernel --help' ;;
        model) options='--format --model --help' ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
    elif [ "$command" = model ] && [ "$COMP_CWORD" = 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'info check' -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -o filenames -F _avow avow
