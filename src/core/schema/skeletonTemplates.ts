import type { SkeletonTemplate } from './labelSchema';

const LEFT = '#33cc33';
const RIGHT = '#ff8000';
const MIDDLE = '#3399ff';

type Row = readonly [name: string, x: number, y: number, color?: string];

function joints(rows: readonly Row[]): SkeletonTemplate['joints'] {
  return rows.map(([name, x, y, color = MIDDLE]) => ({ name, color, at: [x, y] as const }));
}

/**
 * COCO's 17 keypoints of a person, in COCO's order, with the edges of its `person` category (annotation files
 * person_keypoints_*.json, `categories[0].skeleton`). Left and right are the person's own; the places are those of
 * someone who faces the camera.
 */
const COCO_PERSON: SkeletonTemplate = {
  name: 'coco-person',
  joints: joints([
    ['nose', 0.5, 0.08],
    ['left_eye', 0.55, 0.05, LEFT],
    ['right_eye', 0.45, 0.05, RIGHT],
    ['left_ear', 0.62, 0.07, LEFT],
    ['right_ear', 0.38, 0.07, RIGHT],
    ['left_shoulder', 0.72, 0.2, LEFT],
    ['right_shoulder', 0.28, 0.2, RIGHT],
    ['left_elbow', 0.87, 0.35, LEFT],
    ['right_elbow', 0.13, 0.35, RIGHT],
    ['left_wrist', 0.95, 0.5, LEFT],
    ['right_wrist', 0.05, 0.5, RIGHT],
    ['left_hip', 0.63, 0.52, LEFT],
    ['right_hip', 0.37, 0.52, RIGHT],
    ['left_knee', 0.65, 0.75, LEFT],
    ['right_knee', 0.35, 0.75, RIGHT],
    ['left_ankle', 0.66, 0.97, LEFT],
    ['right_ankle', 0.34, 0.97, RIGHT],
  ]),
  edges: [
    ['left_ankle', 'left_knee'],
    ['left_knee', 'left_hip'],
    ['right_ankle', 'right_knee'],
    ['right_knee', 'right_hip'],
    ['left_hip', 'right_hip'],
    ['left_shoulder', 'left_hip'],
    ['right_shoulder', 'right_hip'],
    ['left_shoulder', 'right_shoulder'],
    ['left_shoulder', 'left_elbow'],
    ['right_shoulder', 'right_elbow'],
    ['left_elbow', 'left_wrist'],
    ['right_elbow', 'right_wrist'],
    ['left_eye', 'right_eye'],
    ['nose', 'left_eye'],
    ['nose', 'right_eye'],
    ['left_eye', 'left_ear'],
    ['right_eye', 'right_ear'],
    ['left_ear', 'left_shoulder'],
    ['right_ear', 'right_shoulder'],
  ],
  swap: ['eye', 'ear', 'shoulder', 'elbow', 'wrist', 'hip', 'knee', 'ankle'].map(
    (part) => [`left_${part}`, `right_${part}`] as const,
  ),
};

/** The five landmarks of face detectors (RetinaFace, YOLO-Face), in their order; left is the picture's left. */
const FACE_5: SkeletonTemplate = {
  name: 'face-5',
  joints: joints([
    ['left_eye', 0.3, 0.38, LEFT],
    ['right_eye', 0.7, 0.38, RIGHT],
    ['nose', 0.5, 0.58],
    ['left_mouth', 0.35, 0.76, LEFT],
    ['right_mouth', 0.65, 0.76, RIGHT],
  ]),
  edges: [
    ['left_eye', 'right_eye'],
    ['left_eye', 'nose'],
    ['right_eye', 'nose'],
    ['nose', 'left_mouth'],
    ['nose', 'right_mouth'],
    ['left_mouth', 'right_mouth'],
  ],
  swap: [
    ['left_eye', 'right_eye'],
    ['left_mouth', 'right_mouth'],
  ],
};

/** From the wrist outwards: x of knuckle to tip, and y of the four joints. */
const FINGERS = [
  ['thumb', ['cmc', 'mcp', 'ip', 'tip'], [0.35, 0.22, 0.12, 0.04], [0.85, 0.72, 0.6, 0.5], '#ff3333'],
  ['index_finger', ['mcp', 'pip', 'dip', 'tip'], [0.34, 0.3, 0.28, 0.26], [0.48, 0.3, 0.18, 0.07], '#ff9933'],
  ['middle_finger', ['mcp', 'pip', 'dip', 'tip'], [0.5, 0.5, 0.5, 0.5], [0.45, 0.25, 0.12, 0.01], '#33cc33'],
  ['ring_finger', ['mcp', 'pip', 'dip', 'tip'], [0.65, 0.68, 0.7, 0.71], [0.48, 0.3, 0.18, 0.07], '#3399ff'],
  ['pinky', ['mcp', 'pip', 'dip', 'tip'], [0.79, 0.86, 0.9, 0.94], [0.55, 0.41, 0.31, 0.22], '#cc66ff'],
] as const;

const named = (finger: (typeof FINGERS)[number]) => finger[1].map((part) => `${finger[0]}_${part}`);

/** The 21 landmarks of a hand and their connections, in the order of MediaPipe Hands. */
const HAND_21: SkeletonTemplate = {
  name: 'hand-21',
  joints: joints([
    ['wrist', 0.5, 0.98],
    ...FINGERS.flatMap((finger) =>
      named(finger).map((name, i): Row => [name, finger[2][i] ?? 0.5, finger[3][i] ?? 0.5, finger[4]]),
    ),
  ]),
  edges: [
    ...FINGERS.flatMap((finger) =>
      named(finger).flatMap((name, i, all) => {
        const before = all[i - 1];
        return before === undefined ? [] : [[before, name] as const];
      }),
    ),
    ['wrist', 'thumb_cmc'],
    ['wrist', 'index_finger_mcp'],
    ['wrist', 'pinky_mcp'],
    ['index_finger_mcp', 'middle_finger_mcp'],
    ['middle_finger_mcp', 'ring_finger_mcp'],
    ['ring_finger_mcp', 'pinky_mcp'],
  ],
  swap: [],
};

/** Templates that a class can name without writing them out in relabel.yaml. */
export const SKELETON_TEMPLATES: readonly SkeletonTemplate[] = [COCO_PERSON, FACE_5, HAND_21];
