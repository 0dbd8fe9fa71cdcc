"""What holds for the appraisal: kinds of rules, scores of items, trees and rounds, wording. Exact: Fraction inside."""
