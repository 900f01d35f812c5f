import type { Kind } from '../catalog/kind.ts';
import { ChannelSpec } from './channel.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const notificationKinds: readonly Kind[] = [{ kind: 'Channel', spec: ChannelSpec }];
