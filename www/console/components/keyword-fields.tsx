import { CheckField, TextField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";
import { type KeywordDraft, emptyKeyword } from "../model/watchlist-draft.ts";

const words = strings.watchlistForm;

interface Props {
  keywords: KeywordDraft[];
  error: string | undefined;
  onChange: (keywords: KeywordDraft[]) => void;
}

/** The keywords to look for, each with the words that must or must not appear with it. */
export function KeywordFields({ keywords, error, onChange }: Props) {
  const put = (at: number, change: Partial<KeywordDraft>) => onChange(keywords.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <div class="keywords">
      {keywords.map((draft, index) => (
        <div key={index} class="keyword">
          <div class="keyword-line">
            <TextField
              label={keywords.length > 1 ? words.keywordN(index + 1) : words.keyword}
              error={index === 0 ? error : undefined}
              focus={index > 0 && !draft.keyword}
              value={draft.keyword}
              onInput={(keyword) => put(index, { keyword })}
            />
            {keywords.length > 1 && (
              <button type="button" class="icon-button" aria-label={words.removeKeyword(draft.keyword)} onClick={() => onChange(keywords.filter((_, each) => each !== index))}>
                <Icon name="close" />
              </button>
            )}
          </div>
          <details open={Boolean(draft.required || draft.excluded)}>
            <summary>{words.narrow}</summary>
            <div class="columns">
              <TextField label={words.required} hint={words.wordsHint} value={draft.required} onInput={(required) => put(index, { required })} />
              <TextField label={words.excluded} hint={words.wordsHint} value={draft.excluded} onInput={(excluded) => put(index, { excluded })} />
            </div>
            <CheckField label={words.includeAll} value={draft.includeAll} onInput={(includeAll) => put(index, { includeAll })} />
          </details>
        </div>
      ))}
      <button type="button" class="button small" onClick={() => onChange([...keywords, emptyKeyword])}>
        <Icon name="plus" />
        {words.addKeyword}
      </button>
    </div>
  );
}
