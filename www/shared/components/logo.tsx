export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect class="logo-ground" width="32" height="32" rx="8" />
      <path class="logo-in" d="M10 10 22 22M10 22 15.500 16.500" />
      <path class="logo-out" d="M18.500 13.500 22 10M16.500 10H22v5.500" />
    </svg>
  );
}
