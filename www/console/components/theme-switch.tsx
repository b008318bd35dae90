import { Icon } from "../../shared/components/icon.tsx";
import { strings } from "../lib/strings.ts";
import { type Theme, theme } from "../state/theme.ts";
import { Choices } from "./choices.tsx";

const themes: Theme[] = ["system", "light", "dark"];

export function ThemeSwitch() {
  return (
    <Choices
      legend={strings.theme.label}
      quiet
      iconsOnly
      choices={themes.map((value) => ({ value, label: strings.theme[value], icon: <Icon name={value} /> }))}
      value={theme.value}
      onChange={(value) => (theme.value = value)}
    />
  );
}
