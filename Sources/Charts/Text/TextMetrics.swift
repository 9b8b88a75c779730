/// The width of text before any browser has drawn it.
///
/// SVG pictures name only the generic family `sans-serif`, which is a different font on each system. The advances are
/// those of DejaVu Sans (in thousandths of the font size), the widest of the usual ones: text measured with them is
/// not clipped where the font turns out to be Arial, Helvetica or Liberation Sans, about 12 per cent narrower.
package enum TextMetrics {
    package static func width(of text: some StringProtocol, size: Double, bold: Bool = false) -> Double {
        var total = 0
        for scalar in text.unicodeScalars { total += advance(of: scalar) }
        return Double(total) / 1000 * size * (bold ? 1.12 : 1)  // the mean ratio of bold to regular advances
    }

    /// `text`, or as much of it as fits into `width` followed by "…".
    package static func ellipsised(_ text: String, width limit: Double, size: Double, bold: Bool = false) -> String {
        guard width(of: text, size: size, bold: bold) > limit else { return text }
        var kept = ""
        var used = width(of: "…", size: size, bold: bold)
        for character in text {
            used += width(of: String(character), size: size, bold: bold)
            if used > limit { break }
            kept.append(character)
        }
        while kept.last == " " { kept.removeLast() }
        return kept + "…"
    }

    private static func advance(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20...0x7E: return Int(ascii[Int(scalar.value) - 0x20])
        case 0xC0...0xDE: return 750  // accented capitals
        case 0xDF...0x17F: return 640
        case 0x391...0x3C9: return Int(greek[Int(scalar.value) - 0x391])
        case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: return 0  // combining marks, joiners, selectors
        case 0x2009: return 200
        case 0x2010...0x2013: return 500
        case 0x1100...0x11FF, 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1F000...0x3FFFF: return 1050
        default: return scalar.value < 0x20 ? 0 : 850
        }
    }

    private static let ascii: [UInt16] = [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
        636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775,
        752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
        337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ]

    private static let greek: [UInt16] = [
        684, 686, 557, 684, 632, 685, 752, 787, 295, 656, 684, 863, 748, 632, 787, 752, 603, 600, 632, 611,
        611, 787, 685, 787, 764, 295, 611, 659, 541, 634, 338, 579, 659, 638, 592, 612, 541, 544, 634, 612,
        338, 589, 592, 636, 559, 558, 612, 602, 635, 587, 634, 602, 579, 660, 578, 660, 837,
    ]
}
