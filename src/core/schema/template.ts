/** What `relabel init` and "Initialize Data Set" know when they write the file. */
export interface TemplateFacts {
  readonly name: string;
  readonly classes: readonly string[];
}

/** The commented `relabel.yaml` of a new data set. */
export function schemaTemplate({ name, classes }: TemplateFacts): string {
  return `# Relabel data set: what is labelled in this folder and how. Edit it at any time.
version: 1
name: ${JSON.stringify(name)}

# Which images belong to the data set, relative to this folder. Without it: every image.
# images: ["images/**/*.{jpg,jpeg,png}"]

# Where labels are saved. auto: beside each image (cat.jpg -> cat.jpg.labels.json), or in a labels/ tree when
# git ignores the images or DVC holds them. Also: beside, or {folder: labels}.
sidecars: auto

# The classes, in the order in which they are offered. A class is a name, or a mapping such as
#   - name: bolt
#     id: 0                     # its number in formats that count classes
#     color: "#4C9BE8"
#     key: "1"                  # the digit or letter that picks it
#     description: What the annotator should know, with the hard cases.
#     shapes: [box, polygon]    # without it: any shape. Also: rotatedBox, polyline, spline, point, skeleton,
#                               # ellipse, cuboid, mask
#     attributes:               # types: checkbox, choice, multichoice, number, text
#       - {name: rusty, type: checkbox, default: false}
#       - {name: finish, type: choice, options: [zinc, plain]}
#       - {name: length, type: number, min: 0, max: 200, step: 5, mutable: true}
#   - name: person
#     skeleton: coco-person     # ready ones: coco-person, face-5, hand-21
#   - name: floor
#     stuff: true               # has no instances
${['classes:', ...classes.map(classItem)].join('\n')}

# Questions about the whole image.
# tags:
#   - name: surface
#     choice: single            # or multiple
#     required: true
#     options: [wood, {name: concrete, description: Also screed and stone.}]

# Attributes of every class.
# attributes:
#   - {name: checked, type: checkbox}

# Skeletons of your own. at: where a joint stands at first, 0 to 1 of the box that is dragged.
# skeletons:
#   - name: plier
#     joints: [{name: tip, at: [0.5, 0]}, pivot, left handle, {name: right handle, color: "#ff8000"}]
#     edges: [[tip, pivot], [pivot, left handle], [pivot, right handle]]
#     swap: [[left handle, right handle]]    # change places when the shape is mirrored

# Names offered for relations between annotations.
# relations: [part of, behind]

# Whether every pixel is meant to belong to exactly one annotation.
# panoptic: false
`;
}

/** The first ten classes get the digits 1 to 9 and 0, as the keyboard has them. */
function classItem(name: string, index: number): string {
  const key = index < 10 ? `\n    key: "${(index + 1) % 10}"` : '';
  return `  - name: ${JSON.stringify(name)}\n    id: ${index}${key}`;
}
