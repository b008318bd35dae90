import { Icon } from "../../shared/components/icon.tsx";

export function BackLink({ to, name }: { to: string; name: string }) {
  return (
    <a class="back" href={to}>
      <Icon name="back" />
      {name}
    </a>
  );
}
