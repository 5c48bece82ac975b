export interface Platform {
  name: string;
  target: string;
  glibc?: string;
  crossTarget?: string;
}
export const platforms: readonly Platform[];
export function packageOf(platform: Platform): string;
export function binaryOf(platform: Platform): string;
export function hostPlatform(): Platform | undefined;
