import { Icon } from "./icon.tsx";

export function BackLink({ to, name }: { to: string; name: string }) {
  return (
    <a class="back" href={to}>
      <Icon name="back" />
      {name}
    </a>
  );
}
