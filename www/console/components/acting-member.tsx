import { SelectField, TextField } from "../../shared/components/field.tsx";
import { strings } from "../lib/strings.ts";

const words = strings.posts;

interface Props {
  /** Members who acted before. */
  known: readonly string[];
  value: string;
  error: string | undefined;
  focus?: boolean;
  onInput: (email: string) => void;
}

/** Chooses the member who likes or comments: a known one, or another one by email. */
export function ActingMember({ known, value, error, focus = false, onInput }: Props) {
  const isKnown = known.includes(value);
  return (
    <>
      {known.length > 0 && (
        <SelectField label={words.actAs} hint={words.actAsHint} focus={focus} value={isKnown ? value : ""} onInput={onInput}>
          {known.map((email) => (
            <option key={email} value={email}>
              {email}
            </option>
          ))}
          <option value="">{words.actAsOther}</option>
        </SelectField>
      )}
      {!isKnown && (
        <TextField label={words.actAsEmail} type="email" hint={words.actAsEmailHint} error={error} focus={focus && known.length === 0} value={value} onInput={onInput} />
      )}
    </>
  );
}
